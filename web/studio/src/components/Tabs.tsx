/** Views of one screen side by side, of which one is shown. */
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import style from "./Tabs.module.css";

export interface TabView {
  readonly id: string;
  readonly title: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly views: readonly TabView[];
  readonly chosen?: string;
  readonly onChoose?: (id: string) => void;
}

export function Tabs({ label, views, chosen, onChoose }: TabsProps) {
  return (
    <AriaTabs
      className={style.tabs ?? ""}
      {...(chosen !== undefined && { selectedKey: chosen })}
      {...(onChoose && { onSelectionChange: (key) => onChoose(String(key)) })}
    >
      <TabList className={style.list ?? ""} aria-label={label}>
        {views.map((each) => (
          <Tab key={each.id} id={each.id} className={style.tab ?? ""}>
            {each.title}
          </Tab>
        ))}
      </TabList>
      {views.map((each) => (
        <TabPanel key={each.id} id={each.id} className={style.panel ?? ""}>
          {each.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
