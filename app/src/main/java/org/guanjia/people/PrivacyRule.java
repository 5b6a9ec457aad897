package org.guanjia.people;

import java.util.List;
import org.guanjia.platform.access.Role;

/**
 * Who sees an attribute of a person.
 *
 * @param guarded closed in the database, masked on every page and in every list
 * @param seenBy roles that see it within their area, masked when it is guarded
 * @param revealedTo roles that may see it unmasked, for a purpose; empty when it is not guarded
 * @param revealedOfChild the same for children below fourteen, where a reason in words is needed
 */
public record PrivacyRule(Attribute attribute, boolean guarded, List<Role> seenBy, List<Role> revealedTo, List<Role> revealedOfChild) {}
