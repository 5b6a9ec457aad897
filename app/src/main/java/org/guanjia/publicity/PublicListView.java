package org.guanjia.publicity;

import java.util.List;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/** A list as the page shows it. */
public record PublicListView(
    PublicFilter filter, List<PublicLine> lines, @Nullable String next, boolean first, PublicWords.Names names, List<Choice> villages, List<Choice> categories,
    List<Choice> years, String query) {}
