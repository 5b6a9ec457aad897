package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One look at an original: what was found in each of its texts, what the person decided, and the texts that come of it.
 *
 * @param parts title, what was asked, what became of it
 */
public record Look(Original original, LookForm form, List<Part> parts) {

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /**
   * One of the texts.
   *
   * @param name field of the form
   * @param text as the person edited it
   * @param marks what is or may be blacked out, in order
   */
  public record Part(String name, String text, List<Mark> marks) {

    public String outgoing() {
      return PrivacyFilter.blackOut(text, marks.stream().filter(mark -> !mark.shown()).map(Mark::detail).toList());
    }

    /** The text in pieces, so that a page can show what is blacked out where it stands. */
    public List<Piece> pieces() {
      List<Piece> pieces = new ArrayList<>();
      int done = 0;
      for (Mark mark : marks) {
        if (mark.detail().start() > done) pieces.add(new Piece(text.substring(done, mark.detail().start()), null));
        pieces.add(new Piece(mark.detail().of(text), mark));
        done = mark.detail().end();
      }
      if (done < text.length()) pieces.add(new Piece(text.substring(done), null));
      return pieces;
    }
  }

  /** @param mark null for plain text */
  public record Piece(String text, @org.jspecify.annotations.Nullable Mark mark) {}

  /**
   * A detail.
   *
   * @param key under which the form says that it may stay
   * @param shown the person decided that it may stay
   */
  public record Mark(PersonalDetail detail, String key, boolean shown) {}

  static Look at(Original original, LookForm form, PrivacyFilter filter) {
    List<Part> parts = new ArrayList<>();
    var texts = new LinkedHashMap<String, String>();
    texts.put("title", form.title());
    texts.put("asked", form.asked());
    texts.put("became", form.became());
    String words = SPACES.matcher(form.asked().strip()).replaceAll(" ");
    List<List<PersonalDetail>> found = filter.find(List.of(form.title(), form.asked(), form.became(), words), original.people());
    List<PersonalDetail> inTitle = new ArrayList<>(found.getFirst());
    inTitle.addAll(cutThrough(form.title(), words, found.getLast()));
    texts.forEach((name, text) -> parts.add(part(name, text, form, parts.isEmpty() ? inTitle : found.get(parts.size()))));
    return new Look(original, form, List.copyOf(parts));
  }

  private static Part part(String name, String text, LookForm form, List<PersonalDetail> found) {
    List<PersonalDetail> details = new ArrayList<>(found);
    for (String word : form.words()) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
        details.add(new PersonalDetail(at, at + word.length(), PersonalDetail.Kind.OTHER));
      }
    }
    Set<String> show = form.show();
    List<Mark> marks =
        PrivacyFilter.apart(details).stream()
            .map(detail -> new Mark(detail, name + ":" + detail.of(text), show.contains(name + ":" + detail.of(text))))
            .toList();
    return new Part(name, text, marks);
  }

  /** A title that is the beginning of the words may end in the middle of a number or a name, where nothing shows what it was. */
  private static List<PersonalDetail> cutThrough(String title, String words, List<PersonalDetail> found) {
    String begun = title.endsWith("…") ? title.substring(0, title.length() - 1).stripTrailing() : title;
    if (begun.isEmpty() || !words.startsWith(begun)) return List.of();
    return found.stream()
        .filter(detail -> detail.start() < begun.length() && detail.end() > begun.length())
        .map(detail -> new PersonalDetail(detail.start(), begun.length(), detail.kind()))
        .toList();
  }

  public String title() {
    return parts.get(0).outgoing();
  }

  public String asked() {
    return parts.get(1).outgoing();
  }

  public String became() {
    return parts.get(2).outgoing();
  }

  public int found() {
    return (int) parts.stream().flatMap(part -> part.marks().stream()).filter(mark -> !mark.shown()).count();
  }

  /** Names the texts that would go out; what is published must have been on the screen under this name. */
  public String seen() {
    return Original.digest(title(), asked(), became());
  }
}
