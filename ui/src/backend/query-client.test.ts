import { QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { createQueryClient, outdate } from "./query-client.ts";

/** A query whose answers are given by hand, in the order in which they were asked for. */
function watched() {
  const client = createQueryClient();
  const questions: ((answer: string) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ["run"],
    queryFn: () => new Promise<string>((resolve) => questions.push(resolve)),
  });
  observer.subscribe(() => undefined);
  return { client, questions, shown: () => observer.getCurrentResult().data };
}

test("a first answer that an event overtook is asked for again", async () => {
  const { client, questions, shown } = watched();
  expect(questions).toHaveLength(1);
  void client.invalidateQueries({ queryKey: ["run"] });
  // Time for the cache to tell its listeners, as there is between an event and an answer.
  await new Promise((done) => setTimeout(done, 5));
  questions[0]?.("before the event");
  await vi.waitFor(() => expect(questions).toHaveLength(2));
  questions[1]?.("after the event");
  await vi.waitFor(() => expect(shown()).toBe("after the event"));
  expect(questions).toHaveLength(2);
});

test("an event in the very moment of the answer is not lost", async () => {
  const { client, questions, shown } = watched();
  void client.invalidateQueries({ queryKey: ["run"] });
  questions[0]?.("before the event");
  await vi.waitFor(() => expect(questions).toHaveLength(2));
  questions[1]?.("after the event");
  await vi.waitFor(() => expect(shown()).toBe("after the event"));
});

test("an answer that nothing overtook is asked for once", async () => {
  const { questions, shown } = watched();
  questions[0]?.("fresh");
  await vi.waitFor(() => expect(shown()).toBe("fresh"));
  await new Promise((done) => setTimeout(done, 5));
  expect(questions).toHaveLength(1);
});

test("an answer that an event overtook after its page was left is asked for anew by the next", async () => {
  const { client, questions } = watched();
  questions[0]?.("first");
  await vi.waitFor(() => expect(client.getQueryData(["run"])).toBe("first"));
  outdate(client, ["run"]);
  await vi.waitFor(() => expect(questions).toHaveLength(2));
  client.getQueryCache().find({ queryKey: ["run"] })?.observers.forEach((one) => one.destroy());
  outdate(client, ["run"]);
  questions[1]?.("before the event");
  await vi.waitFor(() => expect(client.getQueryState(["run"])?.fetchStatus).toBe("idle"));
  expect(client.getQueryState(["run"])).toMatchObject({ data: "first", isInvalidated: true });
});

test("a first answer that comes after an earlier event is asked for again after the next one", async () => {
  const client = createQueryClient();
  const questions: ((answer: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => questions.push(resolve));
  // Asked for before the data folder was open, and refused.
  const refused = client.query({ queryKey: ["run"], queryFn: () => Promise.reject(new Error("blocked")) });
  await expect(refused).rejects.toThrow("blocked");
  await client.invalidateQueries({ queryKey: ["run"] });
  const observer = new QueryObserver(client, { queryKey: ["run"], queryFn });
  observer.subscribe(() => undefined);
  expect(questions).toHaveLength(1);
  await new Promise((done) => setTimeout(done, 5));
  outdate(client, ["run"]);
  await new Promise((done) => setTimeout(done, 5));
  questions[0]?.("before the event");
  await vi.waitFor(() => expect(questions).toHaveLength(2));
  questions[1]?.("after the event");
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("after the event"));
  expect(questions).toHaveLength(2);
});
