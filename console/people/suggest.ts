// A password that a person can read out: four groups of letters and digits that cannot be taken for each other.

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

export function suggestedPassword(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(16))
  const text = [...numbers].map(number => letters[number % letters.length]).join('')
  return (text.match(/.{4}/g) ?? []).join('-')
}
