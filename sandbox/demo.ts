import { approvePhoto, type Marketplace, rejectPhoto, sellPhoto, settleWithdrawal } from './marketplace.ts';
import { between, pick } from './random.ts';
import type { Photo } from './store/photo-row.ts';

const SECOND = 1000;
/** A newcomer's first photos are all published; later a moderator finds fault with a few. */
const CERTAIN_APPROVALS = 3;
const REFUSED_SHARE = 0.1;
const EXTENDED_SHARE = 0.2;
const STEP_MS = 500;

const REASONS: readonly [string, ...string[]] = [
  'La mise au point n’est pas assez nette sur le sujet principal.',
  'La photo est trop sombre : les ombres sont bouchées.',
  'Une autorisation du modèle est nécessaire pour ce portrait.',
  'Les mots-clés ne décrivent pas la photo.',
];

/**
 * Moderators, buyers and an accountant who act by themselves. Everything they do happens now: no sale is ever invented
 * for a day that has passed. Returns a function that sends them home.
 */
export function startDemo(marketplace: Marketplace): () => void {
  const timer = setInterval(() => step(marketplace), STEP_MS);
  return () => clearInterval(timer);
}

function step(marketplace: Marketplace): void {
  const { photos, clock, random } = marketplace;
  const later = (low: number, high: number) => clock.now() + Math.round(between(random, low, high) * SECOND);

  for (const photo of photos.unplanned('pending', 'moderate_at')) photos.plan(photo.id, 'moderate_at', later(3, 8));
  for (const photo of photos.due('pending', 'moderate_at')) moderate(marketplace, photo);

  for (const photo of photos.unplanned('approved', 'next_buyer_at'))
    photos.plan(photo.id, 'next_buyer_at', later(2, 8));
  for (const photo of photos.due('approved', 'next_buyer_at')) {
    photos.view(photo.id, Math.ceil(between(random, 1, 12)));
    sellPhoto(marketplace, photo, random() < EXTENDED_SHARE ? 'extended' : 'standard', clock.now());
    // The first buyer is quick, those after come further and further apart.
    const sold = photo.sales + 1;
    photos.plan(photo.id, 'next_buyer_at', later(20 * sold, 90 * sold));
  }
  settle(marketplace);
}

function moderate(marketplace: Marketplace, photo: Photo): void {
  const { random, photos } = marketplace;
  const strict = photos.decided(photo.photographer_id) >= CERTAIN_APPROVALS;
  if (strict && random() < REFUSED_SHARE) rejectPhoto(marketplace, photo.id, pick(random, REASONS));
  else approvePhoto(marketplace, photo.id);
}

/** Withdrawals are looked at after some seconds, then paid. */
function settle(marketplace: Marketplace): void {
  const { withdrawals, clock, random } = marketplace;
  for (const withdrawal of withdrawals.all()) {
    if (withdrawal.status !== 'pending' && withdrawal.status !== 'processing') continue;
    if (withdrawal.next_step_at === null) {
      withdrawals.plan(withdrawal.id, clock.now() + Math.round(between(random, 10, 20) * SECOND));
    } else if (withdrawal.next_step_at <= clock.now()) {
      settleWithdrawal(marketplace, withdrawal.id, withdrawal.status === 'pending' ? 'processing' : 'completed', null);
    }
  }
}
