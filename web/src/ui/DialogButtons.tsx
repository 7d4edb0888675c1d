import { Button } from '@mantine/core';
import classes from './Card.module.css';

interface Props {
  /** What the dialog does. */
  yes: string;
  no: string;
  pending: boolean;
  /** Left out in a form, which is sent instead. */
  onYes?: () => void;
  onNo: () => void;
  /** For what cannot be taken back; the focus begins at the way out then. */
  grave?: boolean;
}

/** The two ways out of a dialog. */
export function DialogButtons({ yes, no, pending, onYes, onNo, grave = false }: Props) {
  return (
    <div className={classes.buttons}>
      <Button
        {...(onYes === undefined ? { type: 'submit' } : { onClick: onYes })}
        {...(grave ? { color: 'buoy' } : {})}
        data-autofocus={(onYes !== undefined && !grave) || undefined}
        loading={pending}
      >
        {yes}
      </Button>
      <Button variant="default" onClick={onNo} data-autofocus={(onYes !== undefined && grave) || undefined}>
        {no}
      </Button>
    </div>
  );
}
