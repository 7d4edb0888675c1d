/** Whether a key was pressed where text is written, or in something that has keys of its own. */
export function isTyping(event: Event): boolean {
  const at = event.target;
  return (
    at instanceof HTMLElement &&
    (at.isContentEditable ||
      at.closest('input:not([type=checkbox]), textarea, select, [role=dialog]') !== null)
  );
}
