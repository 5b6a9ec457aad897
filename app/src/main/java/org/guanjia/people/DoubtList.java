package org.guanjia.people;

import java.util.List;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/** The work list of the review desk as a page shows it. */
public record DoubtList(List<Doubt> doubts, Doubts.Filter filter, List<Choice> reasons, List<Choice> villages, @Nullable String next) {}
