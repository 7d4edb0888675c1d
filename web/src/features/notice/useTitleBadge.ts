import { useEffect } from 'react';

const badge = /^\(\d+\+?\) /;

/** Puts a figure before the title of the page, whatever screen sets the title; none for an empty one. */
export function useTitleBadge(figure: string) {
  useEffect(() => {
    const put = () => {
      const plain = document.title.replace(badge, '');
      const wanted = figure === '' ? plain : `(${figure}) ${plain}`;
      if (document.title !== wanted) document.title = wanted;
    };
    put();
    const title = document.querySelector('title');
    if (title === null) return;
    const watch = new MutationObserver(put);
    watch.observe(title, { childList: true });
    return () => {
      watch.disconnect();
      document.title = document.title.replace(badge, '');
    };
  }, [figure]);
}
