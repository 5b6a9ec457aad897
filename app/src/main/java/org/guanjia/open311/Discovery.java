package org.guanjia.open311;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.guanjia.places.Places;
import org.guanjia.places.Town.Profile;
import org.guanjia.platform.web.Messages;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

/** Where the endpoint is, whom to ask for a key, and since when the services are as they are. */
@Component
class Discovery {

  private static final String SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";

  /** What the services of a town were when last looked at, and since when. */
  private record Seen(int services, Instant since) {}

  private final Services services;
  private final Places places;
  private final Messages messages;
  private final Clock clock;
  private final String type;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  Discovery(Services services, Places places, Messages messages, Clock clock, Environment environment) {
    this.services = services;
    this.places = places;
    this.messages = messages;
    this.clock = clock;
    this.type = environment.acceptsProfiles(Profiles.of("demo")) ? "test" : "production";
  }

  Answer of(HttpServletRequest request, Caller caller) {
    return caller.asAnybody(
        () -> {
          String changeset = Moments.of(changedAt(caller.town()));
          ObjectNode discovery =
              Answer.NODES.objectNode()
                  .put("changeset", changeset)
                  .put("contact", contact(caller.locale()))
                  .put("key_service", messages.text(caller.locale(), "open311.keyService"));
          discovery.set("endpoints", Answer.NODES.arrayNode().add(endpoint(request, changeset)));
          return new Answer("discovery", discovery);
        });
  }

  private ObjectNode endpoint(HttpServletRequest request, String changeset) {
    String here = ServletUriComponentsBuilder.fromContextPath(request).replaceQuery(null).build().toUriString();
    ObjectNode endpoint =
        Answer.NODES.objectNode().put("specification", SPECIFICATION).put("url", here + GeoReport.V2).put("changeset", changeset).put("type", type);
    endpoint.set("formats", Answer.NODES.arrayNode().add("text/xml").add("application/json"));
    return endpoint;
  }

  /** Told anew by each start of the program: too often is harmless, clients then read the services once more. */
  private Instant changedAt(String town) {
    int now = services.offered().hashCode();
    return seen.merge(town, new Seen(now, clock.instant()), (before, fresh) -> before.services() == now ? before : fresh).since();
  }

  private String contact(Locale locale) {
    if (!places.hasTown()) return messages.text(locale, "open311.contact", "", "");
    Profile profile = places.town().profile();
    String office = locale.getLanguage().equals("en") ? profile.officeEn() : profile.officeZh();
    return messages.text(locale, "open311.contact", office, profile.phone() == null ? "" : profile.phone()).strip();
  }
}
