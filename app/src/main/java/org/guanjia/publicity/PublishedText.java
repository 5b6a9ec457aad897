package org.guanjia.publicity;

import java.time.Instant;

/**
 * What everybody may read of a request: looked at by a person, personal details blacked out.
 *
 * @param id number of the publication
 */
public record PublishedText(long id, String title, String asked, String became, Instant publishedAt, Instant changedAt) {}
