import HelpPanel from "@cloudscape-design/components/help-panel";
import { form } from "../../messages/provider-form.ts";

const { help } = form;

export default function FormHelp() {
  return (
    <HelpPanel header={<h2>{help.title}</h2>}>
      {[help.callback, help.domain, help.client, help.scopes].map((part) => (
        <div key={part.title}>
          <h3>{part.title}</h3>
          <p>{part.text}</p>
        </div>
      ))}
    </HelpPanel>
  );
}
