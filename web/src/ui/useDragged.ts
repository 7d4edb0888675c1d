import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState } from 'react';

/**
 * Lets a row be dragged to the place of another of its kind.
 *
 * @param kind what is moved: rows of one kind are dropped among themselves
 * @returns the row to be dragged, and the side of it on which another one would be dropped now
 */
export function useDragged<Row extends HTMLElement>(
  kind: string,
  index: number,
  onMove: (from: number, to: number, focus?: boolean) => void,
) {
  const row = useRef<Row>(null);
  const [over, setOver] = useState<'before' | 'after' | null>(null);
  const move = useRef(onMove);
  useEffect(() => {
    move.current = onMove;
  });
  useEffect(() => {
    const element = row.current;
    if (element === null) return;
    const side = (y: number) => {
      const { top, height } = element.getBoundingClientRect();
      return y < top + height / 2 ? 'before' : 'after';
    };
    return combine(
      draggable({ element, getInitialData: () => ({ [kind]: index }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data[kind] === 'number',
        onDrag: ({ location }) => setOver(side(location.current.input.clientY)),
        onDragLeave: () => setOver(null),
        onDrop: ({ source, location }) => {
          setOver(null);
          const from = source.data[kind] as number;
          const at = index + (side(location.current.input.clientY) === 'after' ? 1 : 0);
          move.current(from, at > from ? at - 1 : at, false);
        },
      }),
    );
  }, [kind, index]);
  return { row, over };
}
