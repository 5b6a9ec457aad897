package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/** A user as the form holds them: all texts, whatever was typed. */
public record UserForm(
    String username, String name, String role, String areas, String department, String email, boolean allTowns, int version) {

  static UserForm empty() {
    return new UserForm("", "", Role.VILLAGE_CLERK.name(), "", "", "", false, 0);
  }

  static UserForm of(UserCard card) {
    Profile profile = card.profile();
    return new UserForm(
        profile.username(), profile.name(), profile.role().name(), String.join(" ", profile.areas()),
        orEmpty(profile.department()), orEmpty(profile.email()), profile.allTowns(), card.version());
  }

  static UserForm of(HttpServletRequest request) {
    return new UserForm(
        text(request, "username"), text(request, "name"), text(request, "role"), text(request, "areas"),
        text(request, "department"), text(request, "email"), request.getParameter("allTowns") != null,
        number(text(request, "version")));
  }

  UserForm withVersion(int other) {
    return new UserForm(username, name, role, areas, department, email, allTowns, other);
  }

  Profile profile() {
    Role chosen =
        Role.ofStaff().stream()
            .filter(known -> known.name().equals(role))
            .findFirst()
            .orElseThrow(() -> new InvalidInput("role", "access.error.role"));
    List<String> codes = Arrays.stream(areas.split("[\\s,，、;；]+")).filter(code -> !code.isEmpty()).toList();
    return new Profile(username, name, chosen, codes, orNull(department), orNull(email), allTowns);
  }

  private static String text(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
