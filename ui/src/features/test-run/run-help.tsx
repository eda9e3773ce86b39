import HelpPanel from "@cloudscape-design/components/help-panel";
import { run } from "../../messages/test-run.ts";

const { help } = run;

export default function RunHelp() {
  return (
    <HelpPanel header={<h2>{help.title}</h2>}>
      {[help.verdict, help.conflict, help.kept].map((part) => (
        <div key={part.title}>
          <h3>{part.title}</h3>
          <p>{part.text}</p>
        </div>
      ))}
    </HelpPanel>
  );
}
