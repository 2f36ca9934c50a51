/** Asks who is there, where people sign in: before the first screen, and when a session has run out. */
import { Suspense, useEffect, type ReactNode } from "react";
import { useLocation } from "wouter";
import { Dialog } from "../components/Dialog";
import { Notice, Skeleton } from "../components/States";
import { useLocale } from "../state/localeContext";
import { lookAgain, signedIn, useSession, useSignedOut } from "../state/session";
import { SIGN_IN, SIGN_IN_FORM } from "./rooms";

export function SignInGate({ children }: { readonly children: ReactNode }) {
  const { t } = useLocale();
  const [path] = useLocation();
  const { data: session, isPending } = useSession();
  const { out, unsent } = useSignedOut();
  useEffect(() => {
    if (!out) return;
    const look = () => void lookAgain().catch(() => undefined); // the form is still there
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [out]);
  if (path === "/sign-in") return children;
  if (isPending) return null; // screens offer what the person may do: that comes in a moment
  if (session?.team && session.person === null)
    return (
      <Suspense fallback={<Skeleton />}>
        <SIGN_IN />
      </Suspense>
    );
  const name = session?.person?.name;
  return (
    <>
      {children}
      {session?.team && (
        <Dialog title={t("shell.signInAgain")} open={out} onClose={() => undefined} alert>
          <Suspense fallback={<Skeleton />}>
            {unsent > 0 && (
              <Notice tone="info">{t("shell.unsent", { n: unsent, name: name ?? "" })}</Notice>
            )}
            <SIGN_IN_FORM
              onDone={signedIn}
              provider={session.openid}
              apart
              {...(name !== undefined && { name })}
            />
          </Suspense>
        </Dialog>
      )}
    </>
  );
}
