import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { StudioContract } from '../../shared/contract/contract.ts';

export interface OpenGrid {
  /** Photos that the grid shows in all. */
  readonly total: number;
  close(): void;
}

/** What a page does first at a studio's address: the grid's first photos and their counts, its line kept open. */
export async function openGrid(address: string): Promise<OpenGrid> {
  const { origin, host } = new URL(address);
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const websocket: unknown = new WebSocket(`ws://${host}/rpc`, { headers: { cookie }, origin });
  if (!isLikeABrowsers(websocket)) throw new Error('not a WebSocket');
  await once(websocket, 'open');
  const studio: ContractRouterClient<StudioContract> = createORPCClient(new RPCLink({ websocket }));
  await studio.photos.page({});
  const { total } = await studio.photos.counts({});
  return { total, close: () => websocket.close() };
}

/** ws has the four members that the link uses; its types say them in other words than the DOM's. */
function isLikeABrowsers(socket: unknown): socket is globalThis.WebSocket & WebSocket {
  return socket instanceof WebSocket;
}
