/** A name that may be long: it goes on in a new line after _ - . or /, and not within a word. */
import { Fragment } from "react";

export function LongName({ name }: { readonly name: string }) {
  return name.split(/(?<=[_./-])/).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
