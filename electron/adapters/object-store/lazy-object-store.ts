import type { ObjectStore, OpenObjectStore } from '../../core/ports/object-store.ts';

/** S3 by the AWS SDK, which is loaded when something is first sent: a studio that only watches folders never needs its memory. */
export const openObjectStore: OpenObjectStore = (session) => {
  let opened: Promise<ObjectStore> | null = null;
  let closed = false;

  function store(): Promise<ObjectStore> {
    opened ??= import('./s3-object-store.ts').then(({ openS3ObjectStore }) => {
      const s3 = openS3ObjectStore(session);
      if (closed) s3.close();
      return s3;
    });
    return opened;
  }

  return {
    put: async (...call) => (await store()).put(...call),
    createMultipart: async (...call) => (await store()).createMultipart(...call),
    uploadPart: async (...call) => (await store()).uploadPart(...call),
    listParts: async (...call) => (await store()).listParts(...call),
    completeMultipart: async (...call) => (await store()).completeMultipart(...call),
    abortMultipart: async (...call) => (await store()).abortMultipart(...call),
    head: async (...call) => (await store()).head(...call),
    close() {
      closed = true;
      void opened?.then((s3) => s3.close());
    },
  };
};
