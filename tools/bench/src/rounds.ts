/**
 * Measures every contender once per round, so that changes of the machine affect all of them alike. Another one goes first in
 * each round, so that none always follows the same neighbour. The samples are in the order of the rounds.
 */
export async function inRounds<Contender, Sample>(
  contenders: readonly Contender[],
  rounds: number,
  measure: (contender: Contender, round: number) => Promise<Sample>,
): Promise<Map<Contender, Sample[]>> {
  const samples = new Map(contenders.map((contender) => [contender, [] as Sample[]]));
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < contenders.length; place++) {
      const contender = contenders[(round + place) % contenders.length] as Contender;
      samples.get(contender)?.push(await measure(contender, round));
    }
  }
  return samples;
}
