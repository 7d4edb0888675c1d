import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { whole } from '../../i18n/format';
import { Dialog } from '../../ui/Dialog';
import { DialogButtons } from '../../ui/DialogButtons';
import { Icon } from '../../ui/Icon';
import { ProblemNotice } from '../../ui/Notice';
import { ViewDialog } from './ViewDialog';
import classes from './Views.module.css';
import { countQuery, deleteView, keepState, searchOf, type View, viewsQuery } from './views';

/** Every list is the same page: what the address says besides tells them apart. */
const exactly = { exact: true, includeSearch: true };

/** The lists that one has under a name, with how many leads each has, at the side where lines begin. */
export function ViewList({ open }: { open: string | undefined }) {
  const { t } = useTranslation('lists');
  const views = useQuery(viewsQuery).data;
  if (views === undefined || (views.rows.length === 0 && views.ownFilters)) return null;
  const own = views.rows.filter(({ reach }) => reach === 'own');
  const work = views.rows.filter(({ reach }) => reach !== 'own');
  const standard = views.state?.standard ?? null;
  return (
    <nav className={classes.views} aria-label={t('views.title')}>
      {views.ownFilters && (
        <Link
          to="/leads"
          search={{}}
          activeOptions={exactly}
          className={classes.view}
          aria-current={open === undefined ? 'page' : undefined}
        >
          {t('views.all')}
        </Link>
      )}
      <Group title={t('views.shared')} views={work} open={open} standard={standard} />
      <Group title={t('views.own')} views={own} open={open} standard={standard} />
    </nav>
  );
}

interface GroupProps {
  title: string;
  views: View[];
  open: string | undefined;
  standard: string | null;
}

function Group({ title, views, open, standard }: GroupProps) {
  if (views.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {views.map((view) => (
          <Line key={view.id} view={view} open={view.id === open} standard={view.id === standard} />
        ))}
      </ul>
    </>
  );
}

function Line({ view, open, standard }: { view: View; open: boolean; standard: boolean }) {
  const { t, i18n } = useTranslation('lists');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [doing, setDoing] = useState<'change' | 'delete' | null>(null);
  const total = useQuery(countQuery({ view: view.id })).data;
  const state = useQuery(viewsQuery).data?.state;
  const remove = useMutation({
    mutationFn: () => deleteView(view),
    onSuccess: () => {
      setDoing(null);
      void queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
    },
  });
  const figure = total === undefined ? '' : `${whole(i18n.language, total.value)}${total.exact ? '' : '+'}`;
  return (
    <li className={classes.line}>
      <Link
        to="/leads"
        search={{ view: view.id }}
        activeOptions={exactly}
        className={classes.view}
        aria-current={open ? 'page' : undefined}
      >
        <bdi>{view.name}</bdi>
        {standard && <Icon name="pin" size={12} />}
        <span className="quiet figures">{figure}</span>
      </Link>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Tooltip label={t('views.more', { name: view.name })}>
            <ActionIcon size="sm" aria-label={t('views.more', { name: view.name })}>
              <Icon name="down" size={13} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() => void keepState(queries, { ...state, standard: standard ? null : view.id })}
          >
            {t(standard ? 'views.notFirst' : 'views.first')}
          </Menu.Item>
          {view.can && <Menu.Item onClick={() => setDoing('change')}>{t('views.change')}</Menu.Item>}
          {view.can && (
            <Menu.Item
              onClick={() => void navigate({ to: '/leads', search: { ...searchOf(view), editing: view.id } })}
            >
              {t('views.changeFilter')}
            </Menu.Item>
          )}
          {view.can && (
            <Menu.Item color="buoy" onClick={() => setDoing('delete')}>
              {t('views.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {doing === 'change' && <ViewDialog view={view} shape={view.shape} onClose={() => setDoing(null)} />}
      {doing === 'delete' && (
        <Dialog title={t('views.delete')} close={t('cancel')} size="sm" onClose={() => setDoing(null)}>
          <p>{t('views.deleteText', { name: view.name })}</p>
          {remove.isError && <ProblemNotice error={remove.error} />}
          <DialogButtons
            yes={t('views.delete')}
            no={t('cancel')}
            pending={remove.isPending}
            grave
            onYes={() => remove.mutate()}
            onNo={() => setDoing(null)}
          />
        </Dialog>
      )}
    </li>
  );
}
