// What one further test told, ready to be shown. Apart, so that the page of the panel may know it.

export interface FurtherTestReport {
  readonly title: string;
  readonly outcome: string;
  /** Labels and texts: what differed first. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  /** None where there is no table. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What was not done or could not be learnt, in whole sentences. */
  readonly notes: readonly string[];
}
