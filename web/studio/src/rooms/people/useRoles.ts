/** The roles, with what each may do. */
import type { Schema } from "../../api/client";
import type { Choice } from "../../components/Field";
import { useLocale } from "../../state/localeContext";

export type Role = Schema["PersonItem"]["role"];
const ROLES: readonly Role[] = ["owner", "labeller", "viewer"];

export function useRoles(): readonly Choice<Role>[] {
  const { t } = useLocale();
  return ROLES.map((value) => ({
    value,
    text: t(`people.role_${value}`),
    hint: t(`people.roleText_${value}`),
  }));
}
