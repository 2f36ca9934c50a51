/** Oneself: the role, the password, and leaving. */
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, call } from "../../api/client";
import { Button } from "../../components/Button";
import { TextField } from "../../components/Field";
import { Panel } from "../../components/Page";
import { Notice } from "../../components/States";
import { errorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { signOut, type Person } from "../../state/session";
import { toast } from "../../state/toasts";
import { refusalText } from "./refusalText";
import style from "./People.module.css";

const SHORTEST = 10;

export function OneselfPanel({ person }: { readonly person: Person }) {
  const locale = useLocale();
  const { t } = locale;
  const leaving = useMutation({
    mutationFn: (everywhere: boolean) => signOut(everywhere),
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
  return (
    <div className={style.stack}>
      <Panel
        title={person.name}
        tools={
          <>
            <Button icon="signOut" onPress={() => leaving.mutate(false)}>
              {t("people.signOut")}
            </Button>
            <Button tone="quiet" onPress={() => leaving.mutate(true)}>
              {t("people.signOutEverywhere")}
            </Button>
          </>
        }
      >
        <p>
          <strong>{t(`people.role_${person.role}`)}</strong>{" "}
          <span className={style.soft}>{t(`people.roleText_${person.role}`)}</span>
        </p>
      </Panel>
      {person.has_password && (
        <Panel title={t("people.changePassword")}>
          <PasswordForm />
        </Panel>
      )}
    </div>
  );
}

function PasswordForm() {
  const locale = useLocale();
  const { t } = locale;
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const changing = useMutation({
    mutationFn: () => call(api.POST("/v1/session/password", { body: { old, new: next } })),
    onSuccess: () => {
      setOld("");
      setNext("");
      toast({ text: t("people.passwordChanged") });
    },
  });
  const short = next !== "" && next.length < SHORTEST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next.length >= SHORTEST && !changing.isPending) changing.mutate();
  };
  return (
    <form className={style.form} onSubmit={submit}>
      {changing.isError && (
        <Notice tone="bad">
          {refusalText(changing.error, locale) ?? errorText(changing.error, locale)}
        </Notice>
      )}
      <TextField
        label={t("people.oldPassword")}
        type="password"
        value={old}
        onChange={setOld}
        autoComplete="current-password"
        isRequired
        maxLength={200}
      />
      <TextField
        label={t("people.newPassword")}
        hint={t("people.passwordHint", { n: SHORTEST })}
        error={short ? t("people.short", { n: SHORTEST }) : ""}
        type="password"
        value={next}
        onChange={setNext}
        autoComplete="new-password"
        isRequired
        maxLength={200}
      />
      <Button type="submit" isPending={changing.isPending}>
        {t("people.changePassword")}
      </Button>
    </form>
  );
}
