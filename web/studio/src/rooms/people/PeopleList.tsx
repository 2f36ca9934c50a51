/** Who may sign in, and as what; invitations. For owners. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, type Schema } from "../../api/client";
import { Button, IconButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select } from "../../components/Field";
import { Menu } from "../../components/Menu";
import { Panel } from "../../components/Page";
import { ErrorNotice, Skeleton } from "../../components/States";
import { errorText } from "../../state/errorText";
import type { Locale } from "../../locales/locale";
import { useLocale } from "../../state/localeContext";
import { queryClient } from "../../state/queryClient";
import { toast } from "../../state/toasts";
import { InviteDialog } from "./InviteDialog";
import { useRoles } from "./useRoles";
import style from "./People.module.css";

type Listed = Schema["PersonItem"];
const KEY = ["people"] as const;

const changed = () => void queryClient.invalidateQueries({ queryKey: KEY });

const NOW = 90_000; // milliseconds

export function PeopleList({ self }: { readonly self: string }) {
  const locale = useLocale();
  const { t } = locale;
  const [inviting, setInviting] = useState<{ readonly name: string } | null>(null);
  const [leaving, setLeaving] = useState<Listed | null>(null);
  const list = useQuery({
    queryKey: KEY,
    queryFn: () => call(api.GET("/v1/people")),
    staleTime: 0,
    refetchInterval: 15_000, // no event tells of people
  });
  const fail = (error: unknown) => toast({ text: errorText(error, locale), tone: "bad" });
  const removing = useMutation({
    mutationFn: (person: string) =>
      call(api.DELETE("/v1/people/{person}", { params: { path: { person } } })),
    onSuccess: changed,
    onError: fail,
    onSettled: () => setLeaving(null),
  });
  const withdrawing = useMutation({
    mutationFn: (person: string) =>
      call(api.DELETE("/v1/invitations/{person}", { params: { path: { person } } })),
    onSuccess: changed,
    onError: fail,
  });
  if (list.isPending) return <Skeleton lines={6} />;
  if (list.isError) return <ErrorNotice error={list.error} retry={() => void list.refetch()} />;
  const { people, invitations } = list.data;
  return (
    <Panel
      title={t("people.count", { n: people.length })}
      tools={
        <Button tone="main" icon="add" onPress={() => setInviting({ name: "" })}>
          {t("people.invite")}
        </Button>
      }
    >
      <ul className={style.rows}>
        {people.map((each) => (
          <PersonRow
            key={each.name}
            person={each}
            isSelf={each.name === self}
            onInvite={() => setInviting({ name: each.name })}
            onRemove={() => setLeaving(each)}
          />
        ))}
        {invitations
          .filter((each) => each.name !== null)
          .map((each) => (
            <li key={`invited ${each.name}`} className={style.row}>
              <span className={style.who}>
                <span className={style.name}>{each.name}</span>
                <span className={style.soft}>
                  {t("people.invitedUntil", { date: locale.moment(each.expires_at) })}
                </span>
              </span>
              <span className={style.soft}>{t(`people.role_${each.role}`)}</span>
              <IconButton
                label={t("people.withdraw", { name: each.name! })}
                icon="close"
                onPress={() => withdrawing.mutate(each.name!)}
              />
            </li>
          ))}
      </ul>
      <InviteDialog
        key={inviting?.name ?? "closed"}
        open={inviting !== null}
        name={inviting?.name ?? ""}
        onClose={() => {
          setInviting(null);
          changed();
        }}
      />
      <Dialog
        title={t("people.removeTitle", { name: leaving?.name ?? "" })}
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        alert
        actions={
          <>
            <Button onPress={() => setLeaving(null)}>{t("shell.cancel")}</Button>
            <Button
              tone="danger"
              isPending={removing.isPending}
              onPress={() => leaving && removing.mutate(leaving.name)}
            >
              {t("people.remove")}
            </Button>
          </>
        }
      >
        <p>{t("people.removeText")}</p>
      </Dialog>
    </Panel>
  );
}

interface PersonRowProps {
  readonly person: Listed;
  readonly isSelf: boolean;
  readonly onInvite: () => void;
  readonly onRemove: () => void;
}

function PersonRow({ person, isSelf, onInvite, onRemove }: PersonRowProps) {
  const locale = useLocale();
  const { t } = locale;
  const roles = useRoles();
  const path = { person: person.name };
  const fail = (error: unknown) => toast({ text: errorText(error, locale), tone: "bad" });
  const changing = useMutation({
    mutationFn: (role: Listed["role"]) =>
      call(api.PATCH("/v1/people/{person}", { params: { path }, body: { role } })),
    onSuccess: changed,
    onError: fail,
  });
  const ending = useMutation({
    mutationFn: () => call(api.DELETE("/v1/people/{person}/sessions", { params: { path } })),
    onSuccess: () => toast({ text: t("people.signedOut", { name: person.name }) }),
    onError: fail,
  });
  return (
    <li className={style.row}>
      <span className={style.who}>
        <span className={style.name}>
          {person.name} {isSelf && <span className={style.soft}>({t("people.youAre")})</span>}
        </span>
        <span className={style.soft}>{seenText(person.seen_at, locale)}</span>
      </span>
      <Select
        label={t("people.roleOf", { name: person.name })}
        quiet
        value={changing.isPending ? changing.variables : person.role}
        choices={roles}
        onChange={(role) => role !== person.role && changing.mutate(role)}
      />
      <Menu
        label={t("people.more", { name: person.name })}
        button={<IconButton label={t("people.more", { name: person.name })} icon="more" />}
        actions={[
          { id: "password", text: t("people.resetPassword"), icon: "link", run: onInvite },
          {
            id: "sign-out",
            text: t("people.signOutOf"),
            icon: "signOut",
            run: () => ending.mutate(),
          },
          {
            id: "remove",
            text: t("people.remove"),
            icon: "remove",
            danger: true,
            apart: true,
            run: onRemove,
          },
        ]}
      />
    </li>
  );
}

/** Says when somebody was last here: a request is noted once a minute. */
function seenText(at: string | null, { t, ago }: Locale): string {
  if (at === null) return t("people.neverSeen");
  const isHere = Date.now() - Date.parse(at) < NOW;
  return isHere ? t("people.seenNow") : t("people.seen", { when: ago(at) });
}
