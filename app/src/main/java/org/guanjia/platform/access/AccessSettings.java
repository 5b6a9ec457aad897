package org.guanjia.platform.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How staff log in.
 *
 * @param idle a session ends after so long without a request
 * @param longest a session ends after so long in any case
 * @param linkValid how long an invitation may be accepted
 * @param secondFactor roles that must set up a second factor before they can work
 * @param breachedPasswords file of breached passwords (SHA-1, ordered) that no password may stand in; none by default
 * @param logInsAtOnce password checks computed at the same time; each takes 32 MiB and some 60 ms of a core
 * @param publicUrl how people reach this installation, for links that are not clicked on a page; the port by default
 */
@ConfigurationProperties("guanjia.access")
record AccessSettings(
    @DefaultValue("2h") Duration idle,
    @DefaultValue("12h") Duration longest,
    @DefaultValue("3d") Duration linkValid,
    @DefaultValue({"ADMINISTRATOR", "AUDITOR", "LEADER"}) Set<Role> secondFactor,
    @Nullable Path breachedPasswords,
    @DefaultValue("2") int logInsAtOnce,
    @Nullable String publicUrl) {}
