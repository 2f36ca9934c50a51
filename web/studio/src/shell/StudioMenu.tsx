/** What belongs to the whole studio: theme, language, people, the list of keys. */
import { Button, IconButton } from "../components/Button";
import { Icon } from "../components/Icon";
import { Menu, type MenuAction } from "../components/Menu";
import { LANGUAGES, languageName } from "../locales/locale";
import { useLocale } from "../state/localeContext";
import { useTouch } from "../state/mediaQueries";
import { setPreferences, usePreferences, type Theme } from "../state/preferences";
import { signOut, useSession } from "../state/session";
import { openKeyHelp } from "./keyHelpState";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** @param compact - whether the button is an icon alone. */
export function StudioMenu({ compact }: { readonly compact?: boolean }) {
  const { t } = useLocale();
  const { theme, language } = usePreferences();
  const session = useSession();
  const touch = useTouch();
  const actions: MenuAction[] = [
    ...(touch
      ? []
      : [{ id: "keys", text: t("shell.keys"), icon: "keyboard" as const, run: openKeyHelp }]),
    { id: "people", text: t("shell.people"), icon: "people", href: "/people" },
    ...(session.data?.team && session.data.person
      ? [
          {
            id: "sign-out",
            text: t("shell.signOut", { name: session.data.person.name }),
            icon: "signOut" as const,
            run: () => void signOut(),
          },
        ]
      : []),
    { id: "inside", text: t("shell.insideLong"), icon: "inside", href: "/inside" },
    ...THEMES.map((each) => ({
      id: `theme-${each}`,
      text: t(`shell.theme_${each}` as "shell.theme_light"),
      chosen: each === theme,
      apart: each === "system",
      run: () => setPreferences({ theme: each }),
    })),
    ...LANGUAGES.map((each, at) => ({
      id: `language-${each}`,
      text: languageName(each),
      chosen: each === language,
      apart: at === 0,
      run: () => setPreferences({ language: each }),
    })),
  ];
  const button = compact ? (
    <IconButton label={t("shell.settings")} icon="settings" />
  ) : (
    <Button tone="quiet" aria-label={t("shell.settings")}>
      <Icon name="settings" size={18} />
      <span>{t("shell.settings")}</span>
    </Button>
  );
  return <Menu label={t("shell.settings")} button={button} actions={actions} />;
}
