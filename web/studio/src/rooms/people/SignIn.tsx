/** The door: sign in, or accept an invitation, whose token stands behind the address's #. */
import { useEffect, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { Mark } from "../../components/Mark";
import { Notice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { signedIn, type Person, useSession } from "../../state/session";
import { AcceptInvitation } from "./AcceptInvitation";
import SignInForm from "./SignInForm";
import style from "./People.module.css";

/** Why the OpenID provider's page has led back here. */
function refusalKey(why: string) {
  return why === "unknown" ? "people.refused_unknown" : "people.refused_failed";
}

export default function SignIn() {
  const { t } = useLocale();
  const [path, navigate] = useLocation();
  const { data: session } = useSession();
  const [token] = useState(() => location.hash.slice(1));
  const refused = new URLSearchParams(useSearch()).get("refused");
  const isDoor = path === "/sign-in";
  const title = t(token === "" ? "people.signIn" : "people.welcome");
  useEffect(() => {
    document.title = `${title} · Vizsla Studio`;
  }, [title]);
  useEffect(() => {
    // A token works once, and should stay in no history.
    if (location.hash !== "") history.replaceState(null, "", location.pathname);
  }, []);
  const isAlone = session !== undefined && !session.team;
  useEffect(() => {
    if (isDoor && isAlone) navigate("/", { replace: true });
  }, [isDoor, isAlone, navigate]);
  const enter = (person: Person) => {
    signedIn(person);
    if (isDoor) navigate("/", { replace: true });
  };
  return (
    <main className={style.door}>
      <div className={style.card}>
        <Mark size={40} />
        <h1>{title}</h1>
        {token === "" ? (
          <>
            {refused !== null && <Notice tone="warn">{t(refusalKey(refused))}</Notice>}
            <SignInForm onDone={enter} provider={session?.openid ?? null} />
            <p className={style.soft}>{t("people.noPassword")}</p>
          </>
        ) : (
          <AcceptInvitation token={token} onDone={enter} />
        )}
      </div>
    </main>
  );
}
