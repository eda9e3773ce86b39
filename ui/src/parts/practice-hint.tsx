import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../backend/backend-context.tsx";
import { usePracticePool } from "../backend/queries.ts";
import { practiceHint as text } from "../messages/practice-pool.ts";
import { Copyable } from "./copyable.tsx";
import { useNoWriting } from "./no-writing.ts";
import { useNotifications } from "./notifications.tsx";

/** For a provider of the practice pool: whom to sign in as, or that the pool is stopped. */
export default function PracticeHint({ providerId }: { providerId: string }) {
  const backend = useBackend();
  const { failed } = useNotifications();
  const { data } = usePracticePool();
  const noWriting = useNoWriting();
  const start = useMutation({
    mutationFn: () => backend.startPracticePool(null),
    onError: (error) => failed(error),
  });
  if (data?.providers.includes(providerId) !== true) return null;
  if (!data.running) {
    return (
      <Alert
        type="warning"
        header={text.stopped}
        data-testid="practice-stopped"
        action={
          <Button {...noWriting} loading={start.isPending} onClick={() => start.mutate()}>
            {text.start}
          </Button>
        }
      >
        {text.stoppedText}
      </Alert>
    );
  }
  const [user] = data.users;
  if (user === undefined) return null;
  return (
    <Alert type="info" header={text.users} data-testid="practice-users-hint">
      <dl className="inline-pairs">
        <div>
          <dt>{text.name}</dt>
          <dd>
            <Copyable text={user.name} what={text.name} />
          </dd>
        </div>
        <div>
          <dt>{text.password}</dt>
          <dd>
            <Copyable text={user.password} what={text.password} />
          </dd>
        </div>
      </dl>
      {text.more}
    </Alert>
  );
}
