# Public archive.
public-archive = Public archive
public-ask = Ask for access
public-archive-choose = Choose what everybody may see
public-archive-form-lead = The municipality may show published posts to everybody, with search, earlier versions and proofs. Nothing is shown until you decide so.
public-archive-on = Show published posts to everybody
public-archive-on-about = The text, the pictures, the channel and when it was published. Never comments, drafts, names of employees or internal notes.
public-archive-removed = Show posts that are gone from the network as well
public-archive-removed-about = They are marked as gone.
public-archive-withheld = A post that shall not be shown all the same gets this tag in the archive:
public-archive-keep = Save
public-archive-kept = Saved. Posts appear on the page within some minutes.
public-archive-title = { $name }, public archive
public-archive-lead = What the municipality has published in social media.
public-archive-search = Search the posts
public-archive-find = Search
public-archive-all = Show all
public-archive-hits = Hits for “{ $q }”
public-archive-newest = Newest first
public-archive-pictures = { $count ->
    [one] one picture
   *[other] { $count } pictures
 }
public-archive-versions = { $count } versions
public-archive-gone = Gone from the network
public-archive-none-found = No posts have these words
public-archive-none = No posts yet
public-archive-what = Only the municipality's own posts are shown here. Comments by citizens are not shown.
public-archive-what-not-removed = Posts that are gone from the network are not shown.
public-archive-ask = Ask for access to the rest
public-archive-log = The municipality's log
public-archive-version = Version { $number }
public-archive-compare = What has changed since the version before
public-archive-published = Published
public-archive-proof = Proof
public-archive-proof-about = What is shown is event { $seq } in the municipality's log. With these files you can check it yourself; the documentation of the log says how.
public-archive-proof-soon = What is shown is event { $seq } in the municipality's log. The log is signed every ten minutes; then the proof is here.
job-publicise = Put posts into the public archive
event-post-public = Shown in the public archive
event-municipality-public-archive = Public archive changed
error-proof-not-signed = This is not in any signed log yet.
error-proof-not-signed-todo = Try again in a few minutes.
