/** What somebody sees who opens the link of an invitation: choose a password, and be in. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, ApiError, call } from "../../api/client";
import { Button } from "../../components/Button";
import { TextField } from "../../components/Field";
import { ErrorNotice, Notice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import type { Person } from "../../state/session";
import style from "./People.module.css";

const SHORTEST = 10;

export interface AcceptInvitationProps {
  readonly token: string;
  readonly onDone: (person: Person) => void;
}

export function AcceptInvitation({ token, onDone }: AcceptInvitationProps) {
  const { t } = useLocale();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const shown = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => call(api.POST("/v1/invitations:show", { body: { token } })),
  });
  const accepting = useMutation({
    mutationFn: () =>
      call(api.POST("/v1/invitations:accept", { body: { token, name: name.trim(), password } })),
    onSuccess: onDone,
  });
  if (shown.isPending) return <Skeleton />;
  if (shown.isError)
    return shown.error instanceof ApiError && shown.error.status === 401 ? (
      <Notice tone="warn">{t("people.invitationOver")}</Notice>
    ) : (
      <ErrorNotice error={shown.error} retry={() => void shown.refetch()} />
    );
  const short = password !== "" && password.length < SHORTEST;
  const differs = again !== "" && again !== password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password.length >= SHORTEST && again === password && !accepting.isPending)
      accepting.mutate();
  };
  const { name: given, role, created_by: by } = shown.data;
  return (
    <form className={style.form} onSubmit={submit}>
      <p className={style.soft}>
        {given === null
          ? t("people.becomeOwner")
          : t("people.invited", { name: given, by, role: t(`people.role_${role}`) })}
      </p>
      {accepting.isError && <ErrorNotice error={accepting.error} />}
      {given === null ? (
        <TextField
          label={t("people.name")}
          hint={t("people.nameHint")}
          value={name}
          onChange={setName}
          autoComplete="username"
          autoFocus
          isRequired
          maxLength={80}
        />
      ) : (
        // For the browser's own keeper of passwords.
        <input type="hidden" name="username" autoComplete="username" value={given} />
      )}
      <TextField
        label={t("people.newPassword")}
        hint={t("people.passwordHint", { n: SHORTEST })}
        error={short ? t("people.short", { n: SHORTEST }) : ""}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        isRequired
        maxLength={200}
      />
      <TextField
        label={t("people.again")}
        error={differs ? t("people.differs") : ""}
        type="password"
        value={again}
        onChange={setAgain}
        autoComplete="new-password"
        isRequired
        maxLength={200}
      />
      <Button tone="main" type="submit" isPending={accepting.isPending}>
        {t("people.start")}
      </Button>
    </form>
  );
}
