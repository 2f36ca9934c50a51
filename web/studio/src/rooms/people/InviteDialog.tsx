/** Invites a person: makes a link that works once. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, serverUrl } from "../../api/client";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select, TextField } from "../../components/Field";
import { ErrorNotice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { toast } from "../../state/toasts";
import { useRoles, type Role } from "./useRoles";
import style from "./People.module.css";

export interface InviteDialogProps {
  readonly open: boolean;
  /** The person who gets a new password; "" for a new person. */
  readonly name: string;
  readonly onClose: () => void;
}

export function InviteDialog({ open, name: given, onClose }: InviteDialogProps) {
  const locale = useLocale();
  const { t } = locale;
  const [name, setName] = useState(given);
  const [role, setRole] = useState<Role>("labeller");
  const roles = useRoles();
  const inviting = useMutation({
    mutationFn: () => call(api.POST("/v1/invitations", { body: { name: name.trim(), role } })),
  });
  const sent = inviting.data;
  const link = sent === undefined ? "" : serverUrl(sent.path);
  const copy = () =>
    void navigator.clipboard?.writeText(link).then(() => toast({ text: t("people.copied") }));
  return (
    <Dialog
      title={given === "" ? t("people.invite") : t("people.resetTitle", { name: given })}
      open={open}
      onClose={onClose}
      actions={
        sent === undefined ? (
          <Button
            tone="main"
            isPending={inviting.isPending}
            isDisabled={name.trim() === ""}
            onPress={() => inviting.mutate()}
          >
            {t("people.makeLink")}
          </Button>
        ) : (
          <>
            <Button icon="copy" onPress={copy}>
              {t("people.copy")}
            </Button>
            <Button tone="main" onPress={onClose}>
              {t("shell.close")}
            </Button>
          </>
        )
      }
    >
      {sent !== undefined ? (
        <div className={style.stack}>
          <p>{t("people.linkText", { name, date: locale.moment(sent.expires_at) })}</p>
          <output className={style.link}>{link}</output>
        </div>
      ) : (
        <div className={style.stack}>
          {inviting.isError && <ErrorNotice error={inviting.error} />}
          {given === "" ? (
            <>
              <TextField
                label={t("people.name")}
                hint={t("people.nameHint")}
                value={name}
                onChange={setName}
                autoFocus
                maxLength={80}
              />
              <Select label={t("people.role")} value={role} choices={roles} onChange={setRole} />
              <p className={style.soft}>{t(`people.roleText_${role}`)}</p>
            </>
          ) : (
            <p>{t("people.resetText")}</p>
          )}
        </div>
      )}
    </Dialog>
  );
}
