import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app.tsx';
import { askForShownPhotos } from './features/library/queries.ts';
import { askForSettings } from './features/settings/settings.ts';
import { Boundary } from './features/shell/boundary.tsx';
import { followEvents } from './host/events.ts';
import { queryClient } from './host/query-client.ts';
import { startLanguage } from './i18n/i18n.ts';

// The page's content security policy forbids building functions from text, which zod would try.
config({ jitless: true });
startLanguage();
void followEvents(new AbortController().signal);
// The studio finds the photos while the page is being made; one after the other, since it answers in turns.
void askForSettings().then(askForShownPhotos);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Boundary>
          <App />
        </Boundary>
      </QueryClientProvider>
    </StrictMode>,
  );
}
