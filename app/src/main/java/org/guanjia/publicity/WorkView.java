package org.guanjia.publicity;

import java.util.List;
import java.util.Map;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/** The list as the page shows it. */
public record WorkView(
    PublicationWork.Filter filter, Map<PublicationState, Integer> counts, int again, List<Publication> publications, @Nullable String next,
    PublicWords.Names names, List<Choice> villages) {}
