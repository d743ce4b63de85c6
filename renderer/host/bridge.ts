import type { ContractRouterClient } from '@orpc/contract';
import type { StudioContract } from '../../shared/contract/contract.ts';
import type { HostBridge, MenuCommand } from '../../shared/host-bridge.ts';

/** The studio as the page calls it: the contract, whatever carries the messages. */
export type StudioCalls = ContractRouterClient<StudioContract>;

/** Whether calls reach the studio now. `lost`: they wait, the line is being renewed by itself. */
export type LineState = 'connecting' | 'open' | 'lost';

/** What a host gives the page. Two exist: a desktop window (desktop-bridge.ts) and a browser tab (web-bridge.ts). */
export interface Bridge {
  readonly kind: 'desktop' | 'web';
  readonly calls: StudioCalls;
  /** Start of the address of derived images, without a slash at the end. */
  readonly mediaBase: string;
  /** The system's folder dialog, where there is one. */
  readonly chooseFolders: (() => Promise<readonly string[]>) | null;
  /** The system's file dialog, where the host tells paths. */
  readonly choosePhotos: (() => Promise<readonly string[]>) | null;
  /** The path of a dropped file, where the host may know it. */
  readonly pathForFile: ((file: File) => string) | null;
  /** What only a window of our own can do; null in a browser. */
  readonly desktop: Pick<
    HostBridge,
    'takeOpened' | 'onOpened' | 'dragOut' | 'desktop' | 'onDesktop' | 'update' | 'openFolder'
  > | null;
  /** Menu commands of the window; never called in a browser. */
  onMenuCommand(listener: (command: MenuCommand) => void): () => void;
  lineState(): LineState;
  onLineState(listener: () => void): () => void;
}
