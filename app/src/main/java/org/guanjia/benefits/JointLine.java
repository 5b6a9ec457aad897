package org.guanjia.benefits;

import org.jspecify.annotations.Nullable;

/**
 * A rule that binds programmes together, as its page shows it.
 *
 * @param approvedBy who approved it; null while it awaits that
 * @param confirmedBy who confirmed it with the document; null while it awaits that
 * @param open it awaits a second person
 */
public record JointLine(long id, String sentence, @Nullable String document, String note, String madeBy, @Nullable String approvedBy, @Nullable String confirmedBy, boolean open, boolean ended) {}
