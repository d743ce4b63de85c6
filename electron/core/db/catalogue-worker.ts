import { parentPort, workerData } from 'node:worker_threads';
import { isStudioError } from '../../../shared/domain/errors.ts';
import { runCatalogueTask } from './catalogue-tasks.ts';
import type { CatalogueTask, ThreadAnswer } from './catalogue-thread.ts';

// A thread for one task on a catalogue's file (catalogue-thread.ts starts it); the studio's own thread goes on meanwhile.

function answer(task: CatalogueTask): ThreadAnswer {
  try {
    return { outcome: 'done', result: runCatalogueTask(task) };
  } catch (error) {
    if (isStudioError(error)) return { outcome: 'refused', code: error.code, facts: { ...error.facts } };
    return { outcome: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

parentPort?.postMessage(answer(workerData));
