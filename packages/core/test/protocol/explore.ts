/** Something that can happen next. */
export interface Choice {
  readonly label: string
  happen(): void
}

/** One course of events, from its start. */
export interface Course {
  /** What can happen next; none: it is over. */
  choices(): Promise<readonly Choice[]>
  /** Whether something was lost that nobody could have saved. */
  readonly isExcused: boolean
  /** What is wrong with how it went. */
  judge(): Promise<readonly string[]>
}

export interface Findings {
  readonly courses: number
  readonly longest: number
  readonly excused: number
  /** What was wrong, each with the course of events that led there; a few of them only. */
  readonly problems: readonly string[]
}

const mostProblems = 5

/** Goes through every course of events there is, depth first, each from the start. */
export async function explore(begin: () => Promise<Course>): Promise<Findings> {
  const problems: string[] = []
  let courses = 0
  let longest = 0
  let excused = 0
  /** Which choice is made at each step; beyond its end, the first one. */
  let plan: number[] = []
  for (;;) {
    const course = await begin()
    const widths: number[] = []
    const labels: string[] = []
    for (let choices = await course.choices(); choices.length > 0; choices = await course.choices()) {
      const choice = choices[plan[widths.length] ?? 0]
      if (!choice) throw new Error('the same choices have led elsewhere: something is left to chance')
      widths.push(choices.length)
      labels.push(choice.label)
      choice.happen()
    }
    courses += 1
    if (course.isExcused) excused += 1
    longest = Math.max(longest, widths.length)
    for (const problem of await course.judge()) problems.push(`${problem}, after: ${labels.join('; ')}`)
    if (problems.length >= mostProblems) break
    plan = widths.map((_, step) => plan[step] ?? 0)
    while (plan.length > 0 && (plan.at(-1) ?? 0) + 1 >= (widths[plan.length - 1] ?? 0)) plan.pop()
    if (plan.length === 0) break
    plan.push((plan.pop() ?? 0) + 1)
  }
  return { courses, longest, excused, problems }
}
