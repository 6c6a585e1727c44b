import { fromEnvironment } from "../../src/index.ts";

const variables = { required: [["KEY"], ["USER", "PASSWORD"]], optional: ["SENDER"] } as const;

fromEnvironment("acme", variables, (values) => {
  const sender: string | undefined = values.SENDER;
  // @ts-expect-error an optional variable may not be set
  const certain: string = values.SENDER;
  // @ts-expect-error a variable that is not declared cannot be read
  const other = values.ZONE;
  // @ts-expect-error one alternative is enough, so the key may not be set
  const key: string = values.KEY;
  if (values.KEY === undefined) {
    const pair: [string, string] = [values.USER, values.PASSWORD];
    return { sender, certain, other, key, pair };
  }
  // @ts-expect-error the other alternative is not read
  const user: string = values.USER;
  return { sender, user };
});
