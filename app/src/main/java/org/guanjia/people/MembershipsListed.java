package org.guanjia.people;

import java.util.Set;

/**
 * A list told of groups: its rows do not announce memberships one by one, this does for all of a batch.
 *
 * @param persons who came to be of a group, or is not any more, or of another grade
 */
public record MembershipsListed(String town, Set<Long> persons) {}
