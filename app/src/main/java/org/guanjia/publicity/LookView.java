package org.guanjia.publicity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One publication with both texts side by side. */
public record LookView(
    Publication publication, Look look, PublicWords.Names names, List<PublicationWork.Event> history, Map<String, String> people, Map<String, String> errors,
    @Nullable String notice, @Nullable String reason) {}
