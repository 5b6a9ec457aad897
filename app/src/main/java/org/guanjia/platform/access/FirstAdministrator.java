package org.guanjia.platform.access;

import java.time.Duration;
import java.util.List;
import org.guanjia.platform.access.OneTimeLinks.Purpose;
import org.guanjia.platform.audit.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * While nobody administers the installation, each start prints a link by which the first administrator comes in: good
 * for a day, and once. There is no default password.
 */
@Component
@Profile("!demo")
class FirstAdministrator {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
  private static final Duration VALID = Duration.ofHours(24);

  private final Administrators administrators;
  private final OneTimeLinks links;
  private final EveryTown everyTown;
  private final Audit audit;
  private final AccessSettings settings;
  private final String firstTown;

  FirstAdministrator(
      Administrators administrators, OneTimeLinks links, EveryTown everyTown, Audit audit, AccessSettings settings,
      @Value("${guanjia.town}") String firstTown) {
    this.administrators = administrators;
    this.links = links;
    this.everyTown = everyTown;
    this.audit = audit;
    this.settings = settings;
    this.firstTown = firstTown;
  }

  @EventListener
  void printLink(WebServerInitializedEvent started) {
    if (everyTown.call(administrators::exist)) return;
    String path = OneTimeLinks.path(everyTown.call(this::newLink));
    String base = settings.publicUrl() == null ? "http://localhost:" + started.getWebServer().getPort() : settings.publicUrl();
    LOG.warn(
        """


        ====================================================================
        Nobody administers this installation yet. 还没有管理员。
        Open this link within {} hours to become the first administrator
        (it works once; the next start prints a new one):
        请在 {} 小时内打开以下链接，成为第一位管理员（仅可使用一次）：

            {}{}
        ====================================================================
        """,
        VALID.toHours(), VALID.toHours(), base, path);
  }

  String newLink() {
    audit.record("first-administrator.link.made", "installation", firstTown);
    return links.create(firstTown, Purpose.FIRST_ADMINISTRATOR, null, "system", VALID);
  }

  static Users.Profile profile(String username, String name) {
    return new Users.Profile(username, name, Role.ADMINISTRATOR, List.of(), null, null, true);
  }
}
