import '@mantine/core/styles.css';
import './ui/global.css';
import { DirectionProvider, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isPassing, onSignedOut } from './api/client';
import { sessionQuery } from './api/session';
import { textsReady } from './i18n/i18n';
import { directionOf, firstLanguage } from './i18n/languages';
import { routerOver } from './routes';
import { Reading } from './ui/Reading';
import { theme } from './ui/theme';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      retry: (failures, error) => isPassing(error) && failures < 2,
    },
  },
});
const router = routerOver(queries);
const colours = localStorageColorSchemeManager({ key: 'fairlead-colours' });

onSignedOut(() => {
  queries.setQueryData(sessionQuery.queryKey, null);
  void router.invalidate();
});

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element #root');
const page = createRoot(place);

void textsReady.then(() =>
  page.render(
    <StrictMode>
      <DirectionProvider initialDirection={directionOf(firstLanguage())} detectDirection={false}>
        <MantineProvider theme={theme} colorSchemeManager={colours} defaultColorScheme="auto">
          <QueryClientProvider client={queries}>
            <Reading>
              <RouterProvider router={router} />
            </Reading>
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>,
  ),
);
