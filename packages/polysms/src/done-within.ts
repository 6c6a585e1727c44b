/** Whether the work was done in time, however it ended. Resolves as soon as that is known; stops nothing. */
export async function settlesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = () => true;
  const inTime = await Promise.race([work.then(done, done), late]);
  clearTimeout(timer);
  return inTime;
}
