// For `--import`: a machine whose clock is wrong by POUIRE_CLOCK_OFF_MS, for every line of the process.
const off = Number(process.env.POUIRE_CLOCK_OFF_MS ?? 0);
const RealDate = Date;
const realNow = Date.now.bind(Date);
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [realNow() + off] : given, made),
  get: (target, name, receiver) => (name === 'now' ? () => realNow() + off : Reflect.get(target, name, receiver)),
});
