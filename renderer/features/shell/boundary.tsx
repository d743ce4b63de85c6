import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

interface BoundaryState {
  readonly broken: boolean;
}

/**
 * Where a screen fails to be drawn, this one says so and the rest of the window stays: without it React takes everything
 * away and leaves a bare page. Given a `key`, it tries anew when that changes.
 */
export class Boundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { broken: false };

  static getDerivedStateFromError(): BoundaryState {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken onRetry={() => this.setState({ broken: false })} /> : this.props.children;
  }
}

function Broken({ onRetry }: { readonly onRetry: () => void }) {
  const say = useSay();
  return (
    <main className="flex h-full items-center justify-center bg-canvas">
      <EmptyState
        icon={<TriangleAlert size={28} strokeWidth={1.5} className="text-warn" />}
        title={say('broken.title')}
        text={say('broken.text')}
        action={
          <>
            <Button variant="primary" onClick={() => location.reload()}>
              {say('broken.reload')}
            </Button>
            <Button onClick={onRetry}>{say('action.retry')}</Button>
          </>
        }
      />
    </main>
  );
}
