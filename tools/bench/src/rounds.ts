/**
 * Measures everybody once per round, so that the drift of the machine hits all alike, and begins each round with
 * another, so that nobody always follows the same neighbour. The samples of a contestant are in the order of the rounds.
 */
export async function inRounds<Contestant, Sample>(
  contestants: readonly Contestant[],
  rounds: number,
  measure: (contestant: Contestant, round: number) => Promise<Sample>,
): Promise<Map<Contestant, Sample[]>> {
  const samples = new Map(contestants.map((contestant) => [contestant, [] as Sample[]]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(round + turn) % contestants.length] as Contestant;
      samples.get(contestant)?.push(await measure(contestant, round));
    }
  }
  return samples;
}
