import HelpPanel from "@cloudscape-design/components/help-panel";
import { pool } from "../../messages/practice-pool.ts";

const { help } = pool;

export default function PracticePoolHelp() {
  return (
    <HelpPanel header={<h2>{help.title}</h2>}>
      {[help.steps, help.trouble, help.safe].map((part) => (
        <div key={part.title}>
          <h3>{part.title}</h3>
          <p>{part.text}</p>
        </div>
      ))}
    </HelpPanel>
  );
}
