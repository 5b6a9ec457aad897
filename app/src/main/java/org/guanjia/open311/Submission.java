package org.guanjia.open311;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guanjia.open311.Refused.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A request as a foreign system posts it, read and checked as far as the specification goes. The email, device_id and account_id of the
 * person are not among it: nobody here has a use for them, for the answer goes back the way the request came.
 *
 * @param description what the person wrote; empty when nothing
 * @param village code of the village, from address_id; null when the place is told otherwise
 * @param answers what was answered to each attribute, in the service's order, as people read it
 * @param name of the person; null when not given
 */
record Submission(
    OfferedService service,
    String description,
    @Nullable String village,
    @Nullable String address,
    @Nullable Double latitude,
    @Nullable Double longitude,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String mediaUrl,
    Map<Attribute, String> answers) {

  static final int DESCRIPTION_LENGTH_MAX = 4_000;
  private static final int MEDIA_URL_LENGTH_MAX = 2_000;

  /** Reads it; empty when something is wrong with it, which is added to the faults. */
  static Optional<Submission> read(HttpServletRequest request, List<OfferedService> offered, List<Fault> faults) {
    int before = faults.size();
    OfferedService service = service(request, offered, faults);
    var place = new Place(request, faults);
    String description = text(request, "description", DESCRIPTION_LENGTH_MAX, faults);
    String mediaUrl = mediaUrl(request, faults);
    String phone = text(request, "phone", 40, faults);
    String name = name(text(request, "first_name", 50, faults), text(request, "last_name", 50, faults));
    Map<Attribute, String> answers = service == null ? Map.of() : answers(request, service, faults);
    if (service == null || faults.size() > before) return Optional.empty();
    return Optional.of(
        new Submission(
            service, description == null ? "" : description, place.id, place.address, place.latitude, place.longitude, name, phone, mediaUrl, answers));
  }

  private static @Nullable OfferedService service(HttpServletRequest request, List<OfferedService> offered, List<Fault> faults) {
    String code = Parameters.one(request, "service_code");
    if (code == null) {
      faults.add(Fault.of(Refused.BAD, "open311.error.serviceMissing"));
      return null;
    }
    Optional<OfferedService> found = offered.stream().filter(each -> each.code().equals(code)).findFirst();
    if (found.isEmpty()) faults.add(Fault.of(Refused.NOT_FOUND, "open311.error.service", code));
    return found.orElse(null);
  }

  /** Where it is: a point, an address, or the code of a village, of which one is enough. */
  private static final class Place {
    final @Nullable Double latitude;
    final @Nullable Double longitude;
    final @Nullable String address;
    final @Nullable String id;

    Place(HttpServletRequest request, List<Fault> faults) {
      int before = faults.size();
      latitude = degrees(request, "lat", 90, faults);
      longitude = degrees(request, "long", 180, faults);
      address = text(request, "address_string", 500, faults);
      id = text(request, "address_id", 20, faults);
      boolean bad = faults.size() > before;
      if (!bad && (latitude == null) != (longitude == null)) faults.add(Fault.of(Refused.BAD, "open311.error.latWithoutLong"));
      else if (!bad && latitude == null && address == null && id == null) faults.add(Fault.of(Refused.BAD, "open311.error.placeMissing"));
    }

    private static @Nullable Double degrees(HttpServletRequest request, String name, int most, List<Fault> faults) {
      String typed = Parameters.one(request, name);
      if (typed == null) return null;
      // Not Double.parseDouble alone, which takes "NaN", "0x1p3" and "1d" too.
      if (typed.matches("[+-]?[0-9]{1,3}(\\.[0-9]{0,20})?") && Math.abs(Double.parseDouble(typed)) <= most) return Double.valueOf(typed);
      faults.add(Fault.of(Refused.BAD, "open311.error.degrees", name, most));
      return null;
    }
  }

  private static @Nullable String text(HttpServletRequest request, String name, int most, List<Fault> faults) {
    String typed = Parameters.one(request, name);
    if (typed == null || typed.length() <= most) return typed;
    faults.add(Fault.of(Refused.BAD, "open311.error.tooLong", name, most, typed.length()));
    return null;
  }

  /** A link for people to follow or not: it is never opened by this program. */
  private static @Nullable String mediaUrl(HttpServletRequest request, List<Fault> faults) {
    String typed = text(request, "media_url", MEDIA_URL_LENGTH_MAX, faults);
    if (typed == null || typed.matches("(?i)https?://[^\\s/<>\"]+(/[^\\s<>\"]*)?")) return typed;
    faults.add(Fault.of(Refused.BAD, "open311.error.mediaUrl"));
    return null;
  }

  /** 陈 and 小明 make 陈小明; Ann and Lee make Ann Lee. */
  private static @Nullable String name(@Nullable String first, @Nullable String last) {
    if (first == null || last == null) return first == null ? last : first;
    boolean chinese = (first + last).codePoints().allMatch(Character::isIdeographic);
    return chinese ? last + first : first + " " + last;
  }

  private static Map<Attribute, String> answers(HttpServletRequest request, OfferedService service, List<Fault> faults) {
    Map<String, List<String>> sent = sent(request);
    var answers = new LinkedHashMap<Attribute, String>();
    for (Attribute attribute : service.attributes()) {
      if (!attribute.variable()) continue;
      List<String> values = sent.getOrDefault(attribute.code(), List.of());
      sent.remove(attribute.code());
      if (values.isEmpty() && attribute.required()) faults.add(Fault.of(Refused.BAD, "open311.error.attributeMissing", attribute.code(), attribute.description()));
      if (values.isEmpty()) continue;
      AttributeAnswer.of(attribute, values).ifPresentOrElse(
          answer -> answers.put(attribute, answer),
          () -> faults.add(Fault.of(Refused.BAD, "open311.error.attribute", attribute.code(), attribute.datatype().external())));
    }
    if (!sent.isEmpty()) faults.add(Fault.of(Refused.BAD, "open311.error.attributeUnknown", String.join(", ", sent.keySet())));
    return answers;
  }

  /** Values by code, from attribute[code]=value and attribute[code][]=value. */
  private static Map<String, List<String>> sent(HttpServletRequest request) {
    var sent = new LinkedHashMap<String, List<String>>();
    request.getParameterMap().forEach((name, values) -> {
      if (!name.matches("attribute\\[[^\\[\\]]{1,60}](\\[])?")) return;
      List<String> answered = Parameters.all(values).toList();
      if (!answered.isEmpty()) sent.computeIfAbsent(name.substring("attribute[".length(), name.indexOf(']')), code -> new ArrayList<>()).addAll(answered);
    });
    return sent;
  }

  /** The words as they are kept: what the person wrote first, then what else the system was asked. A link stays apart, see {@link MediaLinks}. */
  String words() {
    var words = new StringBuilder(description.isEmpty() ? service.category().name() : description);
    answers.forEach((attribute, answer) -> words.append(words.indexOf("\n\n") < 0 ? "\n\n" : "\n").append(attribute.description()).append('：').append(answer));
    return words.toString();
  }

  /** Who is affected, when the service asks. */
  @Nullable String affected() {
    String said = answers.entrySet().stream().filter(entry -> entry.getKey().code().equals(Attribute.AFFECTED)).map(Map.Entry::getValue).collect(Collectors.joining());
    return said.isEmpty() ? null : said.substring(0, Math.min(500, said.length()));
  }
}
